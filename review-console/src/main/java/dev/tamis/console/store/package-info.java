/** PostgreSQL: connections, the schema, and a server of our own where there is no other. */
@NullMarked
package dev.tamis.console.store;

import org.jspecify.annotations.NullMarked;
