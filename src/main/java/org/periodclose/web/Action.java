package org.periodclose.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.periodclose.desk.UserRole;

/** A form: what it asks for, who may send it, and what is done then. Each is an entry of {@link Actions}; the pages know none of them. */
interface Action {
    /** In the address, and of its words: {@code action.NAME}. */
    String name();

    UserRole needs();

    /** It can be looked at first: the same with nothing posted. */
    boolean hasPreview();

    /** The page that has its fields; null: a page of its own. */
    Result.@Nullable Next page(Given given);

    List<Input> inputs(Visit visit, Given given);

    /**
     * What is to be done.
     *
     * @param given checked before anything is begun
     * @param preview only look
     * @throws org.periodclose.core.fault.Refused if something about it is wrong
     */
    Work.Task task(Visit visit, Given given, boolean preview);
}
