/** What a node knows of jobs, on its own disk: specifications, facts and evidence, durable before anybody is told that they are held. */
package io.bulwark.cluster.ledger;
