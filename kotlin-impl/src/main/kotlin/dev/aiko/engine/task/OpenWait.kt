package dev.aiko.engine.task

/**
 * The wait of a straight-line body that may have been given up when its future at last answers.
 */
internal class OpenWait(private val task: StraightTask<*>) :
    Leaver,
    Runnable {
    @Volatile
    override var hasLeft = false

    /** Guarded by the role. */
    var gaveUp = false
        private set

    private var over = false

    override val taker: Any get() = task

    override fun wake() {
        task.home.core.post(this)
    }

    /** Our turn, unless this wait is over. */
    override fun run() {
        end()
    }

    fun giveUp() {
        gaveUp = end()
    }

    /** False when it is over already. */
    fun end(): Boolean {
        if (over || task.openWait !== this) return false
        over = true
        task.home.core.goNext(task.seat!!)
        return true
    }

    override fun toString(): String = brief(task)
}
