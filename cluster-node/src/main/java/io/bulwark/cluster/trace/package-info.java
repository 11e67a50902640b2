/** Where the spans of jobs go: one job is one trace, on whichever nodes its parts are done. */
package io.bulwark.cluster.trace;
