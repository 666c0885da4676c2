/** What is known of the accounts that upload: their verdicts lately, how they stand, how urgent their review items are. */
@NullMarked
package dev.tamis.stream.account;

import org.jspecify.annotations.NullMarked;
