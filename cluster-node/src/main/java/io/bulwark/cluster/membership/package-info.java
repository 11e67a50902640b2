/** Who the members are: each member's signed identity, checked against the consortium's list, and the list itself as it spreads. */
package io.bulwark.cluster.membership;
