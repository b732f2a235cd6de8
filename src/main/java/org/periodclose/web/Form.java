package org.periodclose.web;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.periodclose.desk.UserRole;

/** An {@link Action} put together of its parts. */
record Form(
        String name,
        UserRole needs,
        boolean hasPreview,
        BiFunction<Visit, Given, List<Input>> asks,
        Begin begin,
        @Nullable Function<Given, Result.@Nullable Next> onPage)
        implements Action {
    /** Makes a task of what was filled in. */
    @FunctionalInterface
    interface Begin {
        Work.Task task(Visit visit, Given given, boolean preview);
    }

    /** One that is looked at first. */
    static Form withPreview(String name, Begin begin, Input... inputs) {
        return new Form(name, UserRole.OPERATOR, true, (visit, given) -> List.of(inputs), begin, null);
    }

    /** One that is done at once. */
    static Form plain(String name, UserRole needs, Begin begin, Input... inputs) {
        return new Form(name, needs, false, (visit, given) -> List.of(inputs), begin, null);
    }

    /** The same with its fields in a page of something. */
    Form on(Function<Given, Result.@Nullable Next> page) {
        return new Form(name, needs, hasPreview, asks, begin, page);
    }

    @Override
    public Result.@Nullable Next page(Given given) {
        return onPage == null ? null : onPage.apply(given);
    }

    @Override
    public List<Input> inputs(Visit visit, Given given) {
        return asks.apply(visit, given);
    }

    @Override
    public Work.Task task(Visit visit, Given given, boolean preview) {
        return begin.task(visit, given, preview);
    }
}
