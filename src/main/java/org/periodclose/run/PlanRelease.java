package org.periodclose.run;

import java.time.Instant;

/**
 * A plan that a database user has released and no run has used yet.
 *
 * @param plan the checksum that its dry run printed
 * @param fourEyes the company requires the release by a second database user
 */
public record PlanRelease(String company, String plan, boolean fourEyes, String releasedBy, Instant releasedAt) {}
