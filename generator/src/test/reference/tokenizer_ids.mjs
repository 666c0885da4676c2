// The ids of prompts by the Rust library `tokenizers`, configured as transformers 5 configures CLIP's tokenizer.
//
//   node tokenizer_ids.mjs <folder with node_modules> <prompts.json> <tokenizer folder> <out.json>
//
// A line each: {"prompt", "ids", "cut"}: ids without the padding behind the first end of text that ends the prompt.
import { createRequire } from 'node:module'
import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const [modules, promptsFile, folder, out] = process.argv.slice(2)
const { Tokenizer } = createRequire(join(resolve(modules), 'x.js'))('tokenizers')

const START = '<|startoftext|>'
const END = '<|endoftext|>'
const ROOM = 75
const vocab = JSON.parse(readFileSync(join(folder, 'vocab.json'), 'utf8'))
const merges = readFileSync(join(folder, 'merges.txt'), 'utf8').trim().split('\n').slice(1)
const added = content =>
  ({ id: vocab[content], content, single_word: false, lstrip: false, rstrip: false, normalized: true, special: true })

const tokenizer = Tokenizer.fromString(JSON.stringify({
  version: '1.0',
  truncation: null,
  padding: null,
  added_tokens: [added(START), added(END)],
  normalizer: {
    type: 'Sequence',
    normalizers: [{ type: 'NFC' }, { type: 'Replace', pattern: { Regex: '\\s+' }, content: ' ' }, { type: 'Lowercase' }]
  },
  pre_tokenizer: {
    type: 'Sequence',
    pretokenizers: [
      {
        type: 'Split',
        pattern: {
          Regex: "<\\|startoftext\\|>|<\\|endoftext\\|>|'s|'t|'re|'ve|'m|'ll|'d|[\\p{L}]+|[\\p{N}]|[^\\s\\p{L}\\p{N}]+"
        },
        behavior: 'Removed',
        invert: true
      },
      { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: true }
    ]
  },
  post_processor: {
    type: 'RobertaProcessing', sep: [END, vocab[END]], cls: [START, vocab[START]], trim_offsets: false, add_prefix_space: false
  },
  decoder: { type: 'ByteLevel', add_prefix_space: true, trim_offsets: true, use_regex: true },
  model: {
    type: 'BPE', dropout: null, unk_token: END, continuing_subword_prefix: '', end_of_word_suffix: '</w>', fuse_unk: false, vocab, merges
  }
}))

const ascii = text => text.replace(/[\u007f-\uffff]/g, c => '\\u' + c.charCodeAt(0).toString(16).padStart(4, '0'))
const lines = []
for (const prompt of JSON.parse(readFileSync(promptsFile, 'utf8'))) {
  const all = (await tokenizer.encode(prompt)).getIds()
  const cut = all.length > ROOM + 2
  const ids = cut ? [...all.slice(0, ROOM + 1), vocab[END]] : all
  lines.push(ascii(JSON.stringify({ prompt, ids, cut })))
}
writeFileSync(out, '[\n' + lines.join(',\n') + '\n]\n')
