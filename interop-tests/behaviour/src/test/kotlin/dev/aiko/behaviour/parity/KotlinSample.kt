package dev.aiko.behaviour.parity

/** What `RoomTest` knows the outcome of. */
class KotlinSample {
    suspend fun aCupOfTea(diary: Diary) {
        brew(diary, "tea", 1)
    }

    suspend fun aSlowCup(diary: Diary) {
        brew(diary, "tea", 2)
    }

    suspend fun aBurntPie(diary: Diary) {
        diary.write("hope")
        burn("pie", 1)
    }
}
