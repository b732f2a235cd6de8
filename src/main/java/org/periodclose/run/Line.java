package org.periodclose.run;

/** One line of a {@link Page}. */
public interface Line {
    Position position();

    /** The transaction as the ERP names it. */
    String transactionId();

    /**
     * Hands its settlements to {@code made}.
     *
     * @throws org.periodclose.core.fault.Refused if an account is not there any more that was there when the run was checked
     */
    void settle(Settlements made);
}
