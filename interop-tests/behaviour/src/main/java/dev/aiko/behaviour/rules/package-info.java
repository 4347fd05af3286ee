/**
 * The check that the behaviour suite is whole: rules on one side, tests that passed on the other.
 */
package dev.aiko.behaviour.rules;
