package org.periodclose.core.fault;

import java.util.List;

/** A command cannot go on; it says everything that is wrong at once, the first fault being the one to mend first. */
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

    /** Never empty. */
    public List<Fault> faults() {
        return faults;
    }

    /** The fault to mend first. */
    public Fault first() {
        return faults.get(0);
    }
}
