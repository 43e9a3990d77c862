/** Pages for people: plain HTML that needs no network and no server. */
@NullMarked
package galatea.report;

import org.jspecify.annotations.NullMarked;
