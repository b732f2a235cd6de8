package org.periodclose.core.costing;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What does not change of the rows of a {@link Stock}: who they are, when, and what for. Numbered from 0 in their order. */
final class RowTable {
    static final int ISSUE = 1;
    static final int FINANCIAL = 2;
    static final int IN_SCOPE = 4;
    static final int MADE = 8;

    private int size;
    private int given;
    private long[] ids = {};
    private int[] dates = {};
    private byte[] kinds = {};
    private int[] accounts = {};
    private final Names names = new Names();
    private final List<Accounts> accountPairs = new ArrayList<>();
    private final Map<Accounts, Integer> accountNumbers = new HashMap<>();
    private final Map<Integer, Long> returns = new HashMap<>();
    private final Map<Long, List<Integer>> returnsOf = new HashMap<>();

    /** The accounts of a row; null: none is known. */
    private record Accounts(
            @Nullable Integer inventory, @Nullable Integer offset) {}

    /** Adds a row that is given. */
    int add(StockRow row) {
        int number = put(
                row.id(),
                row.date(),
                (row.kind() == StockRow.Kind.ISSUE ? ISSUE : 0)
                        | (row.financial() ? FINANCIAL : 0)
                        | (row.inScope() ? IN_SCOPE : 0)
                        | (row.kind() == StockRow.Kind.MADE ? MADE : 0));
        given = size;
        names.add(row.name());
        accounts[number] =
                accountNumbers.computeIfAbsent(new Accounts(row.inventoryAccount(), row.offsetAccount()), added -> {
                    accountPairs.add(added);
                    return accountPairs.size() - 1;
                });
        if (row.returnOf() != null) {
            returns.put(number, row.returnOf());
            returnsOf.computeIfAbsent(row.returnOf(), of -> new ArrayList<>(1)).add(number);
        }
        return number;
    }

    /** Adds a layer that the run makes; it has no id yet. */
    int make(LocalDate date) {
        return put(0, date, FINANCIAL | IN_SCOPE | MADE);
    }

    private int put(long id, LocalDate date, int kind) {
        if (size == ids.length) {
            int length = size + size / 4 + 8;
            ids = Arrays.copyOf(ids, length);
            dates = Arrays.copyOf(dates, length);
            kinds = Arrays.copyOf(kinds, length);
            accounts = Arrays.copyOf(accounts, length);
        }
        ids[size] = id;
        dates[size] = Math.toIntExact(date.toEpochDay());
        kinds[size] = (byte) kind;
        return size++;
    }

    int size() {
        return size;
    }

    /** How many of them were given; those that the run has made follow. */
    int given() {
        return given;
    }

    long id(int row) {
        return ids[row];
    }

    int date(int row) {
        return dates[row];
    }

    boolean is(int row, int kind) {
        return (kinds[row] & kind) != 0;
    }

    String name(int row) {
        return names.get(row);
    }

    @Nullable
    Integer inventoryAccount(int row) {
        return accountPairs.get(accounts[row]).inventory();
    }

    @Nullable
    Integer offsetAccount(int row) {
        return accountPairs.get(accounts[row]).offset();
    }

    boolean isReturnOf(int receipt, int issue) {
        Long of = returns.get(receipt);
        return of != null && of == ids[issue];
    }

    /** The rows that come back of an issue. */
    List<Integer> returnsOf(int issue) {
        return returnsOf.getOrDefault(ids[issue], List.of());
    }
}
