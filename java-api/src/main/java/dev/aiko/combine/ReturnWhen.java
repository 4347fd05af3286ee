package dev.aiko.combine;

/** When {@code waitUntil} has waited long enough. */
public enum ReturnWhen {
    /** One of them is done, in whatever way. */
    FIRST_COMPLETED,
    /** One of them has failed, being cancelled aside; or all are done. */
    FIRST_EXCEPTION,
    /** All of them are done. */
    ALL_COMPLETED
}
