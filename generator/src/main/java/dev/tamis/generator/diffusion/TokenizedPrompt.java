package dev.tamis.generator.diffusion;

/**
 * A prompt as the text encoder takes it.
 *
 * @param ids start of text, the prompt, end of text, padding
 * @param cut whether the prompt was longer, and its end is missing
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record TokenizedPrompt(int[] ids, boolean cut) {}
