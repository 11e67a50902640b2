/**
 * What crosses between processes: identifiers, the values that messages carry, their bounds and their canonical encodings. The Protobuf
 * messages themselves are generated into {@code io.bulwark.protocol.wire}.
 */
package io.bulwark.protocol;
