/** What every node knows of every job: headers and how jobs stand, spread by Distributed Data, durable, with a retention floor. */
package io.bulwark.cluster.headers;
