package dev.tamis.training.evaluate;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * The figures of a part of the images.
 *
 * @param name what the part is called
 */
public record Part(String name, @JsonUnwrapped Evaluation figures) {}
