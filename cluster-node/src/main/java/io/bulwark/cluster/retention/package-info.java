/** What a node forgets, and when: jobs that ended long ago, and the oldest ones when room is short. */
package io.bulwark.cluster.retention;
