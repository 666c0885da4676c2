@NullMarked
package dev.tamis.console.web;

import org.jspecify.annotations.NullMarked;
