package org.periodclose.run;

import java.io.Serializable;
import org.periodclose.core.money.CurrencyLayer;

/**
 * The right to change the value of one company in one layer, until the next begins.
 *
 * @param company its id
 * @param number rises with each holder of {@link RunLock}
 */
public record Term(int company, CurrencyLayer layer, long number) implements Serializable {}
