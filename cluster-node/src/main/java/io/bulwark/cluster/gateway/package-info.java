/** What clients ask of the cluster, whatever they ask it through: the network as one interface, and the door that refuses what is too much. */
package io.bulwark.cluster.gateway;
