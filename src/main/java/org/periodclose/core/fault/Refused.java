package org.periodclose.core.fault;

import java.util.List;

/** A command cannot continue. It reports all faults at once; the first is the one to correct first. */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Fault> faults;

    public Refused(List<Fault> faults) {
        super(faults.get(0).toString());
        this.faults = List.copyOf(faults);
    }

    public Refused(Fault fault) {
        this(List.of(fault));
    }

    public Refused(FaultCode code, String message, String remedy) {
        this(List.of(Fault.of(code, message, remedy)));
    }

    /** Of one journal. */
    public Refused(FaultCode code, String message, String remedy, String journal) {
        this(List.of(new Fault(code, message, remedy, journal, null)));
    }

    /**
     * Refuses if there are faults.
     *
     * @throws Refused with these faults
     */
    public static void ifAny(List<Fault> faults) {
        if (!faults.isEmpty()) {
            throw new Refused(faults);
        }
    }

    /** Never empty. */
    public List<Fault> faults() {
        return faults;
    }

    /** The fault to correct first. */
    public Fault first() {
        return faults.get(0);
    }
}
