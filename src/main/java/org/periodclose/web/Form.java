package org.periodclose.web;

import java.util.List;
import java.util.function.BiFunction;
import org.periodclose.desk.UserRole;

/** An {@link Action} put together of its parts. */
record Form(String name, UserRole needs, boolean hasPreview, BiFunction<Visit, Given, List<Input>> asks, Begin begin)
        implements Action {
    /** Makes a task of what was filled in. */
    @FunctionalInterface
    interface Begin {
        Work.Task task(Visit visit, Given given, boolean preview);
    }

    /** One that is looked at first. */
    static Form withPreview(String name, Begin begin, Input... inputs) {
        return new Form(name, UserRole.OPERATOR, true, (visit, given) -> List.of(inputs), begin);
    }

    /** One that is done at once. */
    static Form plain(String name, UserRole needs, Begin begin, Input... inputs) {
        return new Form(name, needs, false, (visit, given) -> List.of(inputs), begin);
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
