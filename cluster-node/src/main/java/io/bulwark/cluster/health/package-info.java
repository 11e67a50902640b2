/** Whether a node is well, and whether it is ready for clients. */
package io.bulwark.cluster.health;
