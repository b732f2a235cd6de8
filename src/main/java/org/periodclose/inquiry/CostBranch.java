package org.periodclose.inquiry;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A node of a chain while it grows. */
final class CostBranch {
    private final @Nullable CostBranch above;
    private final CostShare share;
    private final @Nullable CostThing thing;
    private final List<CostBranch> parts = new ArrayList<>();

    CostBranch(@Nullable CostBranch above, CostShare share, @Nullable CostThing thing) {
        this.above = above;
        this.share = share;
        this.thing = thing;
    }

    void add(CostBranch part) {
        parts.add(part);
    }

    CostShare share() {
        return share;
    }

    /** Null: it is an amount and nothing else. */
    @Nullable
    CostThing thing() {
        return thing;
    }

    List<CostBranch> parts() {
        return parts;
    }

    CostKind kind() {
        return thing == null ? share.kind() : thing.kind();
    }

    boolean isLeaf() {
        return thing == null || thing.isLeaf();
    }

    /** The transaction or layer that it is a part of; flows are no members of circles. */
    @Nullable
    CostKey memberAbove() {
        CostBranch branch = above;
        while (branch != null && branch.thing != null && branch.thing.key().flow()) {
            branch = branch.above;
        }
        return branch == null || branch.thing == null ? null : branch.thing.key();
    }

    boolean isBelow(CostBranch other) {
        for (CostBranch branch = above; branch != null; branch = branch.above) {
            if (branch == other) {
                return true;
            }
        }
        return false;
    }
}
