package org.periodclose.web;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.FaultCode;

/** Where in the console what is wrong is put right. */
final class Remedies {
    private static final Map<FaultCode, Place> PLACES = Map.ofEntries(
            Map.entry(FaultCode.UNKNOWN_COMPANY, Place.COMPANIES),
            Map.entry(FaultCode.PERIOD_NOT_OPEN, Place.COMPANY),
            Map.entry(FaultCode.STORNO_NOT_ALLOWED, Place.COMPANY),
            Map.entry(FaultCode.LAYER_NOT_SET_UP, Place.COMPANY),
            Map.entry(FaultCode.UNKNOWN_PERIOD, Place.COMPANY),
            Map.entry(FaultCode.UNKNOWN_RUN, Place.RUNS),
            Map.entry(FaultCode.RUN_NOT_POSTED, Place.RUNS),
            Map.entry(FaultCode.RUN_NOT_UNFINISHED, Place.RUNS),
            Map.entry(FaultCode.RUN_IN_THE_WAY, Place.RUNS),
            Map.entry(FaultCode.UNFINISHED_RUN, Place.RUNS),
            Map.entry(FaultCode.UNFINISHED_CANCELLATION, Place.RUNS),
            Map.entry(FaultCode.OTHER_ARGUMENTS, Place.RUNS),
            Map.entry(FaultCode.INVENTORY_CLOSED, Place.RUNS),
            Map.entry(FaultCode.UNKNOWN_JOURNAL, Place.JOURNALS),
            Map.entry(FaultCode.JOURNAL_EXISTS, Place.JOURNALS),
            Map.entry(FaultCode.JOURNAL_NOT_OPEN, Place.JOURNALS),
            Map.entry(FaultCode.NOT_RELEASED, Place.JOURNALS),
            Map.entry(FaultCode.PROPOSAL_OUTDATED, Place.JOURNALS));

    private Remedies() {}

    /** A page, and the key of its words. */
    private enum Place {
        COMPANIES("companies", "/", false),
        COMPANY("next.company", "/company", true),
        RUNS("runs", "/runs", false),
        JOURNALS("journals", "/journals", true);

        private final String words;
        private final String path;
        private final boolean ofACompany;

        Place(String words, String path, boolean ofACompany) {
            this.words = words;
            this.path = path;
            this.ofACompany = ofACompany;
        }
    }

    /**
     * Links to where the remedies are done, each once; a page of a company only if it is known which.
     *
     * @param company null or blank: several, or none
     */
    static List<Shown.Way> of(List<Fault> faults, @Nullable String company, Words words) {
        String known = company == null || company.isBlank() ? null : company;
        Set<Place> places = new LinkedHashSet<>();
        for (Fault fault : faults) {
            Place place = PLACES.get(fault.code());
            if (place != null && (known != null || !place.ofACompany)) {
                places.add(place);
            }
        }
        List<Shown.Way> ways = new ArrayList<>();
        for (Place place : places) {
            String address = place == Place.COMPANIES ? place.path : Addresses.of(place.path, "company", known);
            ways.add(new Shown.Way(words.of(place.words), address, false));
        }
        return ways;
    }
}
