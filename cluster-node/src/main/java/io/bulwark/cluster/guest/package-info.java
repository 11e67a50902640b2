/** What guests' authors use: new projects, and what a run costs by function. */
package io.bulwark.cluster.guest;
