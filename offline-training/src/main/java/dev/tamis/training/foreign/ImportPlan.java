package dev.tamis.training.foreign;

import dev.tamis.vision.preprocess.PreprocessSpec;

/**
 * What has to be known of a classifier to make a detector of it, read from its graph or told by a person.
 *
 * @param id the detector's name
 * @param input how an image becomes the network's input
 * @param classes what the values of its output stand for
 * @param values whether they are probabilities or logits
 */
public record ImportPlan(String id, PreprocessSpec input, Classes classes, Values values) {}
