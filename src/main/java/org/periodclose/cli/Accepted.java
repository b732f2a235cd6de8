package org.periodclose.cli;

/** What a close may be told to accept. */
enum Accepted {
    NEGATIVE_STOCK,
    MODEL_CHANGED
}
