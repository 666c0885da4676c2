"""The prompts of the tokenizer fixtures.

Every exotic character is written as an escape, so that no editor can change it.
`PROMPTS` is a list of strings without duplicates and without lone surrogates.
"""

_CLASSES = {  # the ten classes of CIFAR-10 with the modifiers that the CIFAKE paper's prompts are made of
    "aircraft": ["aeroplane", "passenger plane", "fighter jet", "airplane in the sky", "biplane"],
    "automobile": ["family car", "new car", "sports car", "vintage car", "automobile"],
    "bird": ["flying bird", "bird in a tree", "aquatic bird", "tropical bird", "bird"],
    "cat": ["indoor cat", "outdoor cat", "walking cat", "sleeping cat", "cat"],
    "deer": ["deer in a herd", "deer in a field", "grazing deer", "fallow deer", "deer"],
    "dog": ["indoor dog", "outdoor dog", "walking dog", "dog playing", "dog"],
    "frog": ["tropical frog", "frog in the woods", "european frog", "frog on a leaf", "frog"],
    "horse": ["horse in a race", "horse in a field", "wild horse", "galloping horse", "horse"],
    "ship": ["boat", "cargo ship", "cruise ship", "sailing ship", "ship at sea"],
    "truck": ["pickup truck", "monster truck", "semi truck", "truck on a road", "truck"],
}

_OPENINGS = [
    "a photograph of {}",
    "a close-up photograph of {} in the rain",
    "A photo of {}, high quality",
    "a blurry, low-resolution photograph of {} at night",
    "An aerial photograph of {} (35mm film, f/2.8)",
]


def _article(words):
    return ("an " if words[0].lower() in "aeiou" and not words.startswith("european") else "a ") + words


def _cifake():
    n = 0
    for modifiers in _CLASSES.values():
        for modifier in modifiers:
            yield _OPENINGS[n % len(_OPENINGS)].format(_article(modifier))
            n += 1
    for name in _CLASSES:
        yield "a photograph of " + _article(name)


_PLAIN = [
    "",
    " ",
    "      ",
    "\t",
    "\n",
    " \t\r\n ",
    "a",
    "A",
    "horse",
    "Horse",
    "HORSE",
    "hOrSe",
    "a photo of an astronaut riding a horse on mars",
    "a photo of an Astronaut riding a Horse on MARS",
    "  leading and trailing spaces   ",
    "many     spaces    between  words",
    "tab\tbetween\twords",
    "line one\nline two",
    "line one\r\nline two\rline three",
    "line one\n\n\nline two",
    "form\x0cfeed and vertical\x0btab",
    "trailing newline\n",
    # punctuation
    "!", "?", ".", ",", "...", "?!?!", "-", "--", "---", "'", "''", "'''", "\"", "\"\"", "`", "~", "@", "#", "$", "%",
    "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~",
    "a horse, a ship; a truck: a frog.",
    "a horse,a ship;a truck:a frog.",
    "horse!horse?horse...horse",
    "(a horse) [a ship] {a truck} <a frog>",
    "((masterpiece)), [[best quality]], {{{detailed}}}",
    "(horse:1.3) and (ship:0.7)",
    "a horse | a ship || a truck ||| a frog",
    "semi-automatic close-up of a well-known, state-of-the-art truck",
    "snake_case_words and __dunder__ names",
    "e-mail: someone@example.org, see http://www.example.org/a/b?c=d&e=f#g",
    "path C:\\temp\\new and /usr/local/bin",
    "50% off! only $3.99 (was $4.99) #sale @shop",
    "a \"quoted\" horse and a 'single quoted' ship",
    "1+1=2; 3*4=12; 10/5=2; 2^8=256; a<b>c",
    "a&b & c && d",
    "wait... what?! no!! ok.",
    "\\n is not a newline",
    # contractions
    "it's a horse", "they're horses", "I've a horse", "I'll ride", "I'd ride", "I'm riding", "don't ride", "can't won't shan't",
    "IT'S A HORSE", "THEY'RE HORSES", "I'LL RIDE, I'VE RIDDEN, I'D RIDE, I'M RIDING, DON'T",
    "the horses' stable", "'s 't 're 've 'm 'll 'd", "'S 'T 'RE 'VE 'M 'LL 'D", "'sa 'lla 'rex 'vee 'tis 'twas 'em", "rock'n'roll o'clock y'all'd've",
    "''s ''ll", "'s's's", "it 's", "it' s", "dog's-eye view of the cat's-paw",
    "it\u2019s a horse\u2019s tail", "\u2018single\u2019 and \u201cdouble\u201d curly quotes", "it\u02bcs", "it\u0060s and it\u00b4s",
    "it'\u017f a long s", "\u017ftop the \u017fhip", "don'\u0165",
    # digits
    "0", "7", "10", "1234567890", "3.14159", "1,000,000", "1990s", "4k 8K 1080p hd", "24-70mm f/2.8 ISO100", "mp3 h264 utf8", "007 agents", "2nd 3rd 4th",
    "12:30pm on 2022-08-22", "\u00bd cup, x\u00b2 + y\u00b3, H\u2082O, 25\u00b0C", "\u2460 \u2461 \u2462 \u2167 \u216b \u2177", "\u0661\u0662\u0663 \u0967\u0968\u0969 \u0e51\u0e52\u0e53 \u4e00\u4e8c\u4e09",
    "\uff11\uff12\uff13 \uff28\uff4f\uff52\uff53\uff45\uff01", "\u3007 \u5341 \u3220 \u3280",
    # accents, composed and decomposed
    "caf\u00e9", "cafe\u0301", "CAF\u00c9", "CAFE\u0301", "na\u00efve r\u00e9sum\u00e9", "nai\u0308ve re\u0301sume\u0301", "\u00c5ngstr\u00f6m A\u030angstro\u0308m \u212bngstr\u00f6m", "\u1e69 s\u0323\u0307 s\u0307\u0323 \u1e63\u0307",
    "Zo\u00eb and Zoe\u0308", "e\u0301\u0302\u0303 stacked marks", "\u0301 a mark alone", "x\u0301 y\u0302 no composed form", "\u2126 ohm sign, \u212a kelvin sign, \u00b5 micro sign",
    # European languages
    "ein Foto von einem Pferd auf einer gr\u00fcnen Wiese", "STRASSE STRA\u00dfE stra\u00dfe \u1e9e", "\u00c4RGER \u00d6L \u00dcBER", "Vo\u1e9e W\u00f6\u00dfner",
    "une photo d'un cheval \u00e0 l'\u00e9curie, \u00e7a va", "l\u2019\u0153uvre d\u2019art \u00e0 No\u00ebl", "\u00abun cheval\u00bb \u00bfqu\u00e9? \u00a1hola!", "el ni\u00f1o y la ping\u00fcina", "um cavalo no cora\u00e7\u00e3o de S\u00e3o Paulo",
    "za\u017c\u00f3\u0142\u0107 g\u0119\u015bl\u0105 ja\u017a\u0144", "P\u0159\u00edli\u0161 \u017elu\u0165ou\u010dk\u00fd k\u016f\u0148", "\u0141\u00f3d\u017a \u0110or\u0111e \u00d8re", "\u01c4 \u01c5 \u01c6 digraph letters", "\u0132 \u0133 \ufb01re \ufb02y \ufb00 \ufb03 \ufb04 \ufb06 ligatures",
    "\u0130stanbul'da bir at", "I\u0307stanbul", "\u0131l\u0131k \u0131\u015f\u0131k I\u015eIK", "T\u00dcRK\u0130YE'N\u0130N \u0130\u0130",
    "\u1f08\u03b8\u1fc6\u03bd\u03b1\u03b9 \u03ad\u03bd\u03b1 \u03ac\u03bb\u03bf\u03b3\u03bf", "\u039f\u0394\u039f\u03a3 \u03a3\u0391\u03a3", "\u039f\u0394\u039f\u03a3, \u039f\u0394\u039f\u03a3. (\u039f\u0394\u039f\u03a3)", "\u039f\u0394\u039f\u03a3\u0391\u03a3 \u03a3 \u03a3\u03a3", "\u0391\u03a3.\u0392 \u0391\u03a3'\u0392 \u0391\u03a3-\u0392 \u0391\u03a3\u00ad\u0392", "\u0391\u03a31 \u0391\u03a3\u0301 \u0391\u03a3A",
    "\u03c6\u03c9\u03c4\u03bf\u03b3\u03c1\u03b1\u03c6\u03af\u03b1 \u03b5\u03bd\u03cc\u03c2 \u03b1\u03bb\u03cc\u03b3\u03bf\u03c5", "\u0424\u043e\u0442\u043e\u0433\u0440\u0430\u0444\u0438\u044f \u043b\u043e\u0448\u0430\u0434\u0438 \u043f\u043e\u0434 \u0434\u043e\u0436\u0434\u0451\u043c", "\u041b\u041e\u0428\u0410\u0414\u042c \u0401\u0416\u0418\u041a \u0419 \u0438\u0306", "\u0407\u0436\u0430\u043a \u0456 \u0454\u043d\u043e\u0442 \u2116 5",
    # right-to-left
    "\u0635\u0648\u0631\u0629 \u062d\u0635\u0627\u0646 \u0641\u064a \u0627\u0644\u0645\u0637\u0631", "\u0645\u064f\u062d\u064e\u0645\u0651\u064e\u062f\u060c \u062d\u0650\u0635\u0627\u0646\u061f", "\u06af\u0631\u0628\u0647\u200c\u0647\u0627\u06cc \u0633\u06cc\u0627\u0647", "\u05ea\u05de\u05d5\u05e0\u05d4 \u05e9\u05dc \u05e1\u05d5\u05e1", "\u05e9\u05c1\u05b8\u05dc\u05d5\u05b9\u05dd \ufb2a \u05d0\u05f3",
    "a \u202bhorse\u202c and \u200eship\u200f marks", "\ufefbtest \ufdfa \ufe8d\ufe8e presentation forms",
    # Indic, South-East Asian
    "\u092c\u093e\u0930\u093f\u0936 \u092e\u0947\u0902 \u0918\u094b\u0921\u093c\u0947 \u0915\u0940 \u0924\u0938\u094d\u0935\u0940\u0930", "\u0915\u094d\u200d\u0937 \u0915\u094d\u200c\u0937 \u0958", "\u0995\u09cb\u09b2\u09cd\u0995\u09be\u09a4\u09be \u0b95\u0bc1\u0ba4\u0bbf\u0bb0\u0bc8", "\u0e20\u0e32\u0e1e\u0e16\u0e48\u0e32\u0e22\u0e02\u0e2d\u0e07\u0e21\u0e49\u0e32\u0e01\u0e25\u0e32\u0e07\u0e2a\u0e32\u0e22\u0e1d\u0e19", "\u1797\u17bc\u1798\u17b7 \u1019\u103c\u1014\u103a\u1019\u102c", "\u10e1\u10d0\u10e5\u10d0\u10e0\u10d7\u10d5\u10d4\u10da\u10dd \u1c90\u1c91 \u0540\u0561\u0575 \u0587",
    "\u1275\u130d\u122d\u129b \u13a0\u13e3\u13b3 \uab70", "Vi\u1ec7t Nam: m\u1ed9t con ng\u1ef1a", "Vie\u0323\u0302t Nam",
    # East Asian
    "\u4e00\u5f20\u9a6c\u7684\u7167\u7247", "\u96e8\u4e2d\u7684\u98de\u9e1f\uff0c\u9ad8\u6e05\uff01", "a horse\u9a6cin the rain", "\u96ea\u306e\u4e2d\u306e\u99ac\u306e\u5199\u771f", "\u30a6\u30de\u3068\u30cd\u30b3\u3001\u30ac\u30d1", "\uff76\uff9e\uff8a\uff9f \uff8a\uff9f half width", "\u30cf\u309a \u304b\u3099 combining", "\ube44 \uc624\ub294 \ub0a0\uc758 \ub9d0 \uc0ac\uc9c4", "\u1112\u1161\u11ab\u1100\u1173\u11af conjoining jamo", "\u3131\u314f compatibility jamo",
    "\u3000ideographic\u3000space\u3000", "\u300c\u99ac\u300d\u3010\u732b\u3011\u301c\u30fb\u3002", "\ud840\udc00\ud840\udc0b\ud869\uded6".encode("utf-16", "surrogatepass").decode("utf-16") + " supplementary ideographs", "\uf900\uf901 \u2f00 \u3400 compatibility ideographs", "\u845b\U000e0100 ideographic variation",
    # emoji
    "\U0001f40e", "a \U0001f40e in the \U0001f327\ufe0f", "\U0001f600\U0001f602\U0001f923", "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466 family", "\U0001f469\U0001f3fd\u200d\U0001f680 astronaut", "\U0001f44d\U0001f3fb\U0001f44d\U0001f3fc\U0001f44d\U0001f3fd\U0001f44d\U0001f3fe\U0001f44d\U0001f3ff",
    "\U0001f1e9\U0001f1ea\U0001f1eb\U0001f1f7 \U0001f1fa\U0001f1f8", "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f flag of England", "\U0001f3f3\ufe0f\u200d\U0001f308 rainbow flag", "1\ufe0f\u20e3 #\ufe0f\u20e3 *\ufe0f\u20e3", "\u2764\ufe0f \u2764 \u2665\ufe0e", "horse\U0001f40ehorse!\U0001f40e!", "\u263a \u2600 \u2605 \u2192 \u21d2 \u2248 \u221e \u00a9 \u00ae \u2122", "\U0001d4d7\U0001d4f8\U0001d4fb\U0001d4fc\U0001d4ee \U0001d7cf\U0001d7d0 mathematical letters", "\U0001f170\U0001f171 \u24b6\u24d0 enclosed letters",
    # invisible characters
    "zero\u200bwidth\u200bspace", "zero\u200cwidth non\u200djoiner", "soft\u00adhyphen", "word\u2060joiner", "\ufeffbyte order mark", "mid\ufeffbom", "mongolian\u180evowel separator", "variation\ufe0fselector", "lrm\u200erlm\u200f", "invisible\u2063separator\u2062times",
    "non\u00a0breaking\u00a0space", "\u00a0\u00a0only around\u00a0\u00a0", "thin\u2009space en\u2002space em\u2003space hair\u200aspace narrow\u202fspace math\u205fspace ogham\u1680space", "line\u2028separator paragraph\u2029separator", "next\u0085line",
    # control characters
    "null\x00char", "bell\x07char", "\x01\x02\x03", "escape\x1b[31mred\x1b[0m text", "unit\x1fseparator", "file\x1cgroup\x1drecord\x1eseparators", "delete\x7fchar", "c1\x80\x91\x92\x9fcontrols", "back\x08space", "replacement\ufffdcharacter", "private\ue000use", "unassigned\u0378 and noncharacter\uffff\ufdd0", "object\ufffcreplacement \ufff9a\ufffab\ufffb",
    # HTML entities
    "salt &amp; pepper", "salt &amp;amp; pepper", "salt & pepper", "&lt;b&gt;bold&lt;/b&gt;", "&quot;quoted&quot; it&#39;s &#x27;hex&#x27;", "5 &lt; 6 <b>", "caf&eacute; &nbsp; &copy; &euro;5", "&ampere &amp &notanentity; &#0; &#128512;", "&AMP; &Eacute; &EACUTE;", "AT&T R&D Q&A", "&amp;lt;horse&amp;gt;",
    # text that was decoded wrongly ("mojibake")
    "a caf\u00c3\u00a9 in Paris", "don\u00e2\u20ac\u2122t stop", "\u00e2\u20ac\u0153quotes\u00e2\u20ac\u009d", "M\u00c3\u00bcnchen \u00e2\u0153\u201d", "r\u00c3\u0083\u00c2\u00a9sum\u00c3\u0083\u00c2\u00a9", "\u00f0\u0178\u0090\u017d horse",
    # the special tokens as text
    "<|endoftext|>", "<|startoftext|>", "a horse <|endoftext|> a ship", "a horse<|endoftext|>a ship", "a horse <|startoftext|> a ship", "<|startoftext|>a horse<|endoftext|>", "<|endoftext|><|endoftext|>", "<|ENDOFTEXT|> <|StartOfText|>", "<|endoftext|", "< |endoftext| >", "<|endoftext|>'s <|endoftext|>!", "!<|endoftext|>!", "a horse   <|endoftext|>   a ship", "A <|endoftext|> B &amp; C", "<|pad|> <|unk|> </w> a</w> <w/>", "\u00a0<|endoftext|>\u00a0x",
    # byte symbols of the vocabulary as text
    "\u0120 \u010a \u0100\u0101\u0143 \u00a1\u00ac\u00ae\u00ff", "#version: 0.2", "\u00ad\u00a0\u007f",
    # long words
    "pneumonoultramicroscopicsilicovolcanoconiosis", "Donaudampfschifffahrtselektrizit\u00e4tenhauptbetriebswerkbauunterbeamtengesellschaft", "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch",
    "a" * 100, "ab" * 200, "xq" * 60, "ha" * 37 + "!", "!" * 120, "?!" * 60, "9" * 80, "-" * 90, "." * 76, "\u00e9" * 90, "\u9a6c" * 60, "\U0001f40e" * 45, "horse" * 40, "HORSE" * 40, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab",
    # long prompts with commas
    "a highly detailed matte painting of a horse, intricate, elegant, volumetric lighting, scenery, digital painting, highly detailed, artstation, sharp focus, illustration, concept art, ruan jia, steve mccurry",
    "portrait photo of a asia old warrior chief, tribal panther make up, blue on red, side profile, looking away, serious eyes, 50mm portrait photography, hard rim lighting photography--beta --ar 2:3 --beta --upbeta",
    "ugly, tiling, poorly drawn hands, poorly drawn feet, poorly drawn face, out of frame, extra limbs, disfigured, deformed, body out of frame, bad anatomy, watermark, signature, cut off, low contrast, underexposed, overexposed, bad art, beginner, amateur, distorted face, blurry, draft, grainy",
]


def _exact():
    """Prompts of n tokens in any vocabulary of this format: "a" and "." are always one token as a word."""
    for n in (73, 74, 75, 76, 77, 78, 79, 80):
        yield " ".join(["a"] * n)
    for n in (74, 75, 76, 77):
        yield " ".join(["a", "."] * n)[: 2 * n - 1]
    for n in (74, 75, 76):
        yield " ".join(["a"] * (n - 1)) + " <|endoftext|>"
    yield " ".join(["a"] * 73) + " \u00e9\u00e8 b"
    yield " ".join(["a"] * 74) + " zzzzqqqq"
    words = "a photograph of a horse in the rain near an old ship and one red truck".split()
    for n in (74, 75, 76, 77, 78):  # n tokens in the published vocabulary, where each of these words is one token
        yield " ".join(words[i % len(words)] for i in range(n))
    yield " ".join(words[i % len(words)] for i in range(500))
    yield ", ".join(words[i % len(words)] for i in range(120))


def _unique(items):
    seen = set()
    for item in items:
        if item not in seen:
            seen.add(item)
            yield item


def _all():
    yield from _PLAIN[:3]
    yield from _cifake()
    yield from _PLAIN[3:]
    yield from _exact()


PROMPTS = list(_unique(_all()))

if __name__ == "__main__":  # python3 prompts.py <out.json>
    import json
    import sys

    for p in PROMPTS:
        p.encode("utf-8")  # fails on a lone surrogate
    with open(sys.argv[1], "w", encoding="utf-8") as f:
        json.dump(PROMPTS, f)
