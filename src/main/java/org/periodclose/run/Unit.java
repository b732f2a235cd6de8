package org.periodclose.run;

/** What is settled in one transaction: a page of journal lines, a cost object. */
public interface Unit {
    /** Where it ends, and the next begins. */
    Position end();

    /** How many of the run's lines it covers. */
    int lines();

    /**
     * Hands every settlement of it to {@code made}; pure.
     *
     * @throws org.periodclose.core.fault.Refused if something is not there any more that was there when the run was checked
     */
    void settle(Settlements made);
}
