package dev.aiko.engine.task

import dev.aiko.task.Action
import java.util.concurrent.Callable

/** A body without a result; a class of its own, so that messages can name the user's code. */
internal class ActionBody(
    val action: Action
) : Callable<Void?> {
    override fun call(): Void? {
        action.run()
        return null
    }
}
