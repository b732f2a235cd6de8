package org.periodclose;

/** Starts the program. */
public final class PeriodClose {
    private PeriodClose() {}

    public static void main(String[] args) {
        System.out.println("hi");
    }
}
