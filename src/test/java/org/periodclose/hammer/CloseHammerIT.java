package org.periodclose.hammer;

import org.periodclose.hammer.Rig.Site;

/** The blows of {@link Hammer} on closes and recalculations, in turn. */
class CloseHammerIT extends Hammer {
    private int grounds;

    @Override
    Site ground() throws Exception {
        return grounds++ % 2 == 0 ? rig.closeSite("") : rig.recalculationSite("");
    }

    @Override
    Site groundOn(SmallDisk disk) throws Exception {
        String options = "tablespace " + disk.tablespace();
        return grounds++ % 2 == 0 ? rig.closeSite(options) : rig.recalculationSite(options);
    }

    @Override
    String atWork(boolean restart) {
        return restart
                ? "run [0-9]+ .*is at work: started .* UTC by "
                : "a command is at work on company .{1,2}H.{1,2}, ACCOUNTING layer";
    }
}
