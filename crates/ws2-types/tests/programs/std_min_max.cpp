// windows.h offers min and max without taking std::min and std::max away.
#include <windows.h>
#include <algorithm>
#include <limits>
#include <winsock2.h>

using namespace std;

int main()
{
    int big = std::numeric_limits<int>::max();
    long other = 7;
    if (std::min(1, 2) != 1 || (std::max)(big, 3) != big)
        return 1;
    return min(3, 4) == 3 && ::max(2, big) == big && min(big, other) == 7 ? 0 : 1;
}
