package org.periodclose.inquiry;

import java.util.List;

/**
 * Costs that depend on themselves.
 *
 * @param members transactions and made layers, in code-point order
 * @param solved false: it is closed, and what was carried inside it stays as it was
 */
public record Circle(List<String> members, boolean solved) {}
