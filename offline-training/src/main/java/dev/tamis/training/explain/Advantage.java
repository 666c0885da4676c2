package dev.tamis.training.explain;

/**
 * How maps do beside a control on the same images: their figures minus the control's. Better maps have a smaller deletion area, a
 * larger insertion area and a larger ROAD gap; an interval without 0 is more than chance.
 *
 * @param over name of the control
 */
public record Advantage(String over, Estimate deletion, Estimate insertion, Estimate road) {}
