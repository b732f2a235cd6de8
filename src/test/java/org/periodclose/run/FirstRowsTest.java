package org.periodclose.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.periodclose.inquiry.OpenLayer;
import org.periodclose.inquiry.RunSettlement;
import org.periodclose.inquiry.Settled;
import org.periodclose.inquiry.SettledInquiry;
import org.periodclose.inquiry.UnsettledIssue;
import org.springframework.transaction.PlatformTransactionManager;

/** Who reads only the first rows gets those of the first items, and no others are read. */
class FirstRowsTest {
    private static final PostingContext BOOKS = new PostingContext().withSmallCompany();
    private static SettledInquiry inquiry;
    private static long run;

    @BeforeAll
    static void close() {
        ClosedBooks.close(BOOKS, LocalDate.of(2025, 10, 31));
        inquiry = new SettledInquiry(BOOKS.jdbc, BOOKS.bean(PlatformTransactionManager.class));
        run = BOOKS.jdbc
                .sql("select max(id) from posting_run where status = 'POSTED'")
                .query(Long.class)
                .single();
    }

    @AfterAll
    static void stop() {
        BOOKS.close();
    }

    private static <T> List<T> read(Consumer<Consumer<T>> rows) {
        List<T> all = new ArrayList<>();
        rows.accept(all::add);
        return all;
    }

    /** The first of them, by item; within an item as the whole list has them. */
    private static <T> List<T> first(int most, List<T> all, Function<T, String> item) {
        return all.stream().sorted(Comparator.comparing(item)).limit(most).toList();
    }

    @Test
    void of_each_list_of_a_run() {
        Settled all = inquiry.byRun(run, Long.MAX_VALUE);
        List<RunSettlement> settlements = read(all.settlements());
        List<UnsettledIssue> unsettled = read(all.unsettled());
        List<OpenLayer> layers = read(inquiry.layers(run, Long.MAX_VALUE));
        assertThat(settlements).hasSizeGreaterThan(5);
        assertThat(read(all.matches())).hasSizeGreaterThan(5);
        assertThat(unsettled).isNotEmpty();
        assertThat(layers).hasSizeGreaterThan(4);
        for (int most : new int[] {1, 3, 5, 1_000}) {
            Settled some = inquiry.byRun(run, most);
            assertThat(read(some.settlements())).isEqualTo(first(most, settlements, RunSettlement::itemNumber));
            assertThat(read(some.unsettled())).isEqualTo(first(most, unsettled, UnsettledIssue::itemNumber));
            assertThat(read(inquiry.layers(run, most))).isEqualTo(first(most, layers, OpenLayer::itemNumber));
            assertThat(read(some.matches()))
                    .hasSize(Math.min(most, read(all.matches()).size()));
        }
        assertThat(read(inquiry.byRun(run, 1_000).matches())).containsExactlyInAnyOrderElementsOf(read(all.matches()));
    }
}
