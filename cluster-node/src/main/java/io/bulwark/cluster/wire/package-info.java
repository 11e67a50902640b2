/** The Protobuf forms of the actors' messages, and the serializer that Pekko calls for them. */
package io.bulwark.cluster.wire;
