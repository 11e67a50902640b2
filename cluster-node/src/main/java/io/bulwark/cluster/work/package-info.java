/** What a job computes and how its parts are proved: the border between the cluster and a proof machine. */
package io.bulwark.cluster.work;
