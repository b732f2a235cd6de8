package org.periodclose.core.costing;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Where the legs of links stand: each in one link. */
final class LegIndex {
    private static final int NOWHERE = -1;

    private final long[] ids;
    private final int[] linkOf;
    private final int[] nodeOf;
    /** Of an issue, which of its link it is. */
    private final int[] numberOf;

    private final int[][] places;
    private final List<Link> links;

    LegIndex(List<Link> links) {
        this.links = links;
        this.ids = links.stream()
                .flatMapToLong(link -> LongStream.concat(
                        link.issues().stream().mapToLong(Leg::id),
                        link.receipts().stream().mapToLong(Leg::id)))
                .sorted()
                .toArray();
        this.linkOf = new int[ids.length];
        this.nodeOf = new int[ids.length];
        this.numberOf = new int[ids.length];
        Arrays.fill(nodeOf, NOWHERE);
        this.places = new int[links.size()][];
        for (int link = 0; link < links.size(); link++) {
            places[link] = place(link);
        }
    }

    private int[] place(int link) {
        Link of = links.get(link);
        int issues = of.issues().size();
        int[] found = new int[issues + of.receipts().size()];
        for (int leg = 0; leg < found.length; leg++) {
            long id = (leg < issues ? of.issues().get(leg) : of.receipts().get(leg - issues)).id();
            found[leg] = Arrays.binarySearch(ids, id);
            linkOf[found[leg]] = link;
            numberOf[found[leg]] = leg;
        }
        return found;
    }

    void found(long id, int node) {
        int place = Arrays.binarySearch(ids, id);
        if (place >= 0) {
            nodeOf[place] = node;
        }
    }

    /** The link of a transaction; negative: none. */
    int link(long id) {
        int place = Arrays.binarySearch(ids, id);
        return place < 0 ? NOWHERE : linkOf[place];
    }

    /** The node of an issue; negative: none of its stock is computed here. */
    int issue(int link, int issue) {
        return nodeOf[places[link][issue]];
    }

    /** Which issue of its link a transaction is; it must be one. */
    int issue(long id) {
        return numberOf[Arrays.binarySearch(ids, id)];
    }

    int receipt(int link, int receipt) {
        return nodeOf[places[link][links.get(link).issues().size() + receipt]];
    }

    /** The nodes of the receipts that are there. */
    int[] receipts(int link) {
        return IntStream.range(0, links.get(link).receipts().size())
                .map(receipt -> receipt(link, receipt))
                .filter(node -> node >= 0)
                .toArray();
    }
}
