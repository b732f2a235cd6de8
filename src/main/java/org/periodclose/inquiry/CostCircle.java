package org.periodclose.inquiry;

/**
 * A circle as {@code settlements --run} lists it.
 *
 * @param number its place in that list, from 1
 */
public record CostCircle(long run, int number) {}
