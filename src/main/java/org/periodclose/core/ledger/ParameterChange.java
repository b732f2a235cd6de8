package org.periodclose.core.ledger;

/**
 * A change that somebody wants to a company.
 *
 * @param seen the value that the person saw before, as companies.csv writes it; empty: none
 * @param wanted the new value, likewise
 */
public record ParameterChange(CompanyParameter parameter, String seen, String wanted) {}
