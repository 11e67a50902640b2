/**
 * The forms of the HTTP API, as its JSON has them: one record for each object, one component for each member, under the same name. A member whose
 * component is an empty {@code Optional} is absent. Names, digests and times are strings in the form that their {@code toString} gives.
 */
package io.bulwark.protocol.api;
