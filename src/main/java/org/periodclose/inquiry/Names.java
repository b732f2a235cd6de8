package org.periodclose.inquiry;

import java.util.Map;

/**
 * The names of the company, the journal and the accounts of a voucher.
 *
 * @param company name of the company
 * @param journal description of the journal; empty: none
 * @param accounts name by main account
 */
public record Names(String company, String journal, Map<String, String> accounts) {
    public Names {
        accounts = Map.copyOf(accounts);
    }
}
