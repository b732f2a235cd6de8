package org.periodclose.inquiry;

/**
 * What has a cost that comes from somewhere.
 *
 * @param flow a transfer or production document; else a transaction or a made layer, whose ids differ
 */
record CostKey(boolean flow, long id) {
    static CostKey of(long id) {
        return new CostKey(false, id);
    }

    static CostKey ofFlow(long id) {
        return new CostKey(true, id);
    }
}
