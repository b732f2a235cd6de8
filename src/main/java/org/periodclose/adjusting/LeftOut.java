package org.periodclose.adjusting;

/** A transaction of the file of transactions for which {@code adjust} makes no line. */
public record LeftOut(String transactionId, LeftOutReason reason) {}
