package org.periodclose.core.costing;

/** Why a quantity of a layer pays for an issue. */
public enum Principle {
    FIFO,
    LIFO,
    LIFO_DATE,
    WEIGHTED_AVERAGE,
    WEIGHTED_AVERAGE_DATE,
    /** A person has said which receipt pays. */
    MARKING,
    /** The quantity is handed over to a layer that an on-hand adjustment makes. */
    ON_HAND
}
