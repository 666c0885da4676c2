package dev.tamis.training.search;

import dev.tamis.training.network.Topology;
import dev.tamis.training.train.TrainingListener;

/** Hears how a search goes; called on the trials' threads. */
public interface SearchListener {
    /** Who hears the training of one topology. */
    TrainingListener ofTraining(Topology topology);

    /** After each trial, once it is in the log. */
    void onTrial(Trial trial);
}
