package dev.tamis.generator.diffusion;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * CLIP's tokenizer (Radford et al. 2021): byte-pair encoding (Sennrich et al. 2016) over the bytes of lower-cased words, from
 * {@code vocab.json} and {@code merges.txt}. It gives the ids of Hugging Face's fast tokenizer; the older one in Python, which repairs
 * texts first where {@code ftfy} is installed, differs from it in HTML entities, control characters and some
 * scripts only.
 */
public final class ClipTokenizer {
    private static final String START = "<|startoftext|>";
    private static final String END = "<|endoftext|>";
    private static final String END_OF_WORD = "</w>";
    private static final int USUAL_LENGTH = 77;
    private static final int BYTES = 256;

    private static final Pattern SPACES = Pattern.compile("\\p{IsWhite_Space}+");
    private static final Pattern SPECIAL = Pattern.compile(Pattern.quote(START) + "|" + Pattern.quote(END));
    private static final Pattern WORDS =
            Pattern.compile("'s|'t|'re|'ve|'m|'ll|'d|\\p{L}+|\\p{N}|[^\\p{IsWhite_Space}\\p{L}\\p{N}]+");

    private static final String[] BYTE_SYMBOLS = byteSymbols();

    private final Map<String, Integer> ids;
    private final Map<Pair, Integer> ranks;
    private final int start;
    private final int end;
    private final int padding;
    private final int length;

    /** Two neighbouring symbols of a word. */
    private record Pair(String left, String right) {}

    private ClipTokenizer(
            Map<String, Integer> ids, Map<Pair, Integer> ranks, int start, int end, int padding, int length) {
        this.ids = ids;
        this.ranks = ranks;
        this.start = start;
        this.end = end;
        this.padding = padding;
        this.length = length;
    }

    /**
     * Reads a tokenizer.
     *
     * @param folder of {@code vocab.json} and {@code merges.txt}; {@code tokenizer_config.json} may name the length and the padding
     * @throws UnusablePipelineException where a file is missing or the two do not go together
     */
    public static ClipTokenizer read(Path folder) throws UnusablePipelineException {
        Path file = folder.resolve("vocab.json");
        Map<String, Integer> ids = vocabulary(JsonObjectFile.read(file));
        Map<Pair, Integer> ranks = merges(folder.resolve("merges.txt"), ids);
        Path config = folder.resolve("tokenizer_config.json");
        String padding = END;
        int length = USUAL_LENGTH;
        if (Files.exists(config)) {
            JsonObjectFile options = JsonObjectFile.read(config);
            length = (int) options.number("model_max_length", USUAL_LENGTH);
            if (length < 2) {
                throw options.mismatch("model_max_length", "at least 2", length);
            }
            padding = padding(options, ids);
        }
        return new ClipTokenizer(ids, ranks, id(ids, START, file), id(ids, END, file), id(ids, padding, file), length);
    }

    /** How many ids every prompt has. */
    public int length() {
        return length;
    }

    /** How many ids there are. */
    public int vocabularySize() {
        return ids.size();
    }

    /** The ids of a prompt. */
    public TokenizedPrompt tokenize(String prompt) {
        List<Integer> tokens = new ArrayList<>();
        String text = normalized(prompt);
        Matcher special = SPECIAL.matcher(text);
        int from = 0;
        while (special.find()) {
            addWords(text.substring(from, special.start()), tokens);
            tokens.add(special.group().equals(START) ? start : end);
            from = special.end();
        }
        addWords(text.substring(from), tokens);

        int room = length - 2;
        int kept = Math.min(tokens.size(), room);
        int[] row = new int[length];
        Arrays.fill(row, padding);
        row[0] = start;
        for (int i = 0; i < kept; i++) {
            row[i + 1] = tokens.get(i);
        }
        row[kept + 1] = end;
        return new TokenizedPrompt(row, tokens.size() > room);
    }

    private static String normalized(String text) {
        String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
        StringBuilder lower = new StringBuilder(composed.length());
        // One by one, since a whole word has another small sigma at its end.
        SPACES.matcher(composed).replaceAll(" ").codePoints().forEach(point -> {
            if (point == 'İ') {
                lower.append("i\u0307");
            } else {
                lower.appendCodePoint(Character.toLowerCase(point));
            }
        });
        return lower.toString();
    }

    private void addWords(String text, List<Integer> tokens) {
        Matcher words = WORDS.matcher(text);
        while (words.find()) {
            for (String symbol : merged(words.group())) {
                tokens.add(ids.getOrDefault(symbol, end));
            }
        }
    }

    /** The symbols of a word, after the merges in their order. */
    private List<String> merged(String word) {
        List<String> symbols = new ArrayList<>();
        for (byte value : word.getBytes(StandardCharsets.UTF_8)) {
            symbols.add(BYTE_SYMBOLS[value & 0xff]);
        }
        symbols.set(symbols.size() - 1, symbols.get(symbols.size() - 1) + END_OF_WORD);
        for (Pair first = firstMerge(symbols); first != null; first = firstMerge(symbols)) {
            symbols = merge(symbols, first);
        }
        return symbols;
    }

    private @Nullable Pair firstMerge(List<String> symbols) {
        Pair first = null;
        int lowest = Integer.MAX_VALUE;
        for (int i = 0; i + 1 < symbols.size(); i++) {
            Pair pair = new Pair(symbols.get(i), symbols.get(i + 1));
            int rank = ranks.getOrDefault(pair, Integer.MAX_VALUE);
            if (rank < lowest) {
                lowest = rank;
                first = pair;
            }
        }
        return first;
    }

    private static List<String> merge(List<String> symbols, Pair pair) {
        List<String> merged = new ArrayList<>(symbols.size());
        for (int i = 0; i < symbols.size(); i++) {
            boolean here = i + 1 < symbols.size()
                    && symbols.get(i).equals(pair.left)
                    && symbols.get(i + 1).equals(pair.right);
            merged.add(here ? pair.left + pair.right : symbols.get(i));
            if (here) {
                i++;
            }
        }
        return merged;
    }

    private static Map<String, Integer> vocabulary(JsonObjectFile file) throws UnusablePipelineException {
        int size = file.root().size();
        Map<String, Integer> ids = new HashMap<>(2 * size);
        boolean[] taken = new boolean[size];
        for (Map.Entry<String, JsonNode> entry : file.root().properties()) {
            JsonNode id = entry.getValue();
            if (!id.isInt() || id.intValue() < 0 || id.intValue() >= size || taken[id.intValue()]) {
                throw file.mismatch(entry.getKey(), "an id from 0 to %d of its own".formatted(size - 1), id);
            }
            taken[id.intValue()] = true;
            ids.put(entry.getKey(), id.intValue());
        }
        for (String symbol : BYTE_SYMBOLS) {
            id(ids, symbol, file.file());
            id(ids, symbol + END_OF_WORD, file.file());
        }
        return ids;
    }

    private static Map<Pair, Integer> merges(Path file, Map<String, Integer> ids) throws UnusablePipelineException {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            throw new UnusablePipelineException(file + ": not there", e);
        } catch (IOException e) {
            throw new UnusablePipelineException(file + ": cannot be read as UTF-8: " + e, e);
        }
        Map<Pair, Integer> ranks = new HashMap<>(2 * lines.size());
        for (int i = 1; i < lines.size(); i++) { // the first says which version it is
            String line = lines.get(i);
            if (line.isBlank()) {
                continue;
            }
            String[] pair = line.split(" ");
            if (pair.length != 2 || !ids.containsKey(pair[0] + pair[1])) {
                throw new UnusablePipelineException(
                        "%s, line %d: two symbols that together are one of vocab.json expected, found %s"
                                .formatted(file, i + 1, line));
            }
            ranks.putIfAbsent(new Pair(pair[0], pair[1]), i);
        }
        return ranks;
    }

    private static String padding(JsonObjectFile options, Map<String, Integer> ids) throws UnusablePipelineException {
        JsonNode token = options.root().path("pad_token");
        String padding = token.isObject() ? token.path("content").asText() : token.asText(END);
        if (!ids.containsKey(padding)) {
            throw options.mismatch("pad_token", "a token of vocab.json", padding);
        }
        return padding;
    }

    private static int id(Map<String, Integer> ids, String token, Path file) throws UnusablePipelineException {
        Integer id = ids.get(token);
        if (id == null) {
            throw new UnusablePipelineException("%s: a vocabulary of CLIP expected, found none for %s among %,d tokens"
                    .formatted(file, token, ids.size()));
        }
        return id;
    }

    /** A printable character for each byte, as GPT-2 chose them: those of Latin-1 stand for themselves, others from U+0100 on. */
    private static String[] byteSymbols() {
        String[] symbols = new String[BYTES];
        int next = BYTES;
        for (int value = 0; value < BYTES; value++) {
            boolean printable = value >= '!' && value <= '~' || value >= '¡' && value <= '¬' || value >= '®';
            symbols[value] = Character.toString(printable ? value : next++);
        }
        return symbols;
    }
}
