/** The form of transient messages between processes of one build: Kryo, with a closed list of classes and bounds on all that it reads. */
package io.bulwark.cluster.transit;
